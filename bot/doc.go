// Package bot is talk on no platform in particular: what a conversation is
// (Address, Channel), what people ask (Request, Command) and get (Message),
// what channels have ordered (Subscription) and are owed (Delivery), and what a
// platform such as Discord or Telegram must be able to do (Platform).
//
// The platforms know nothing of commands, and commands nothing of platforms;
// they meet in Host, the interface that platforms call.
package bot
