package feed

import (
	"fmt"
	"net/netip"
	"syscall"
)

// never are addresses that no source may reach, not even a private one: they
// belong to the machine's own network stack or to the metadata services of
// clouds, which give credentials to whoever asks.
var never = prefixes(
	"0.0.0.0/8",          // this network
	"169.254.0.0/16",     // link-local; metadata of AWS, Google, Azure
	"100.100.100.200/32", // metadata of Alibaba
	"168.63.129.16/32",   // host of Azure
	"192.0.0.0/24",       // protocol assignments; metadata of Oracle
	"224.0.0.0/4", "240.0.0.0/4",
	"::/128", "fe80::/10", "ff00::/8", "fd00:ec2::254/128",
)

// private are the special-purpose ranges of IANA that are not on the public
// internet, https://www.iana.org/assignments/iana-ipv4-special-registry and
// https://www.iana.org/assignments/iana-ipv6-special-registry.
var private = prefixes(
	"10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
	"192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24",
	"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20",
	"5f00::/16", "fc00::/7", "fec0::/10",
)

var (
	nat64    = netip.MustParsePrefix("64:ff9b::/96")
	sixToFor = netip.MustParsePrefix("2002::/16")
	v4Compat = netip.MustParsePrefix("::/96")
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// addressError refuses an address; never says that no source may have it.
type addressError struct {
	addr  netip.Addr
	never bool
}

func (e *addressError) Error() string {
	if e.never {
		return fmt.Sprintf("%s is not an address on the public internet, but one that no source may ask", e.addr)
	}
	return fmt.Sprintf("%s is not an address on the public internet", e.addr)
}

// guardPublic and guardPrivate are asked by the dialer about every address that
// it is going to connect to, after names were resolved: what DNS answers a
// moment later does not matter any more.
func guardPublic(_, address string, _ syscall.RawConn) error  { return check(address, false) }
func guardPrivate(_, address string, _ syscall.RawConn) error { return check(address, true) }

func check(address string, allowPrivate bool) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("not an internet address: %s", address)
	}
	a := embedded(ap.Addr().WithZone("").Unmap())
	if barred := in(a, never); barred || !allowPrivate && in(a, private) {
		return &addressError{addr: a, never: barred}
	}
	return nil
}

// embedded is the IPv4 address that a, an address of a transition mechanism,
// stands for; else a itself.
func embedded(a netip.Addr) netip.Addr {
	b := a.As16()
	switch {
	case a.Is4() || a.IsLoopback() || a.IsUnspecified():
		return a
	case nat64.Contains(a), v4Compat.Contains(a):
		return netip.AddrFrom4([4]byte(b[12:]))
	case sixToFor.Contains(a):
		return netip.AddrFrom4([4]byte(b[2:6]))
	}
	return a
}

func in(a netip.Addr, list []netip.Prefix) bool {
	for _, p := range list {
		if p.Contains(a) {
			return true
		}
	}
	return false
}
