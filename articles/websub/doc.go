// Package websub has hubs tell of news instead of asking for it: the subscriber's
// part of WebSub, https://www.w3.org/TR/websub/. It knows nothing of feeds beyond
// their addresses.
package websub
