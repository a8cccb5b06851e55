package feed

import (
	"net"
	"testing"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, addr      string
		public, private bool // reachable by
	}{
		{"public v4", "93.184.216.34", true, true},
		{"public v6", "2606:2800:220:1::1", true, true},
		{"loopback", "127.0.0.1", false, true},
		{"loopback far end", "127.255.255.254", false, true},
		{"loopback v6", "::1", false, true},
		{"private 10", "10.1.2.3", false, true},
		{"private 172", "172.31.255.255", false, true},
		{"beside private 172", "172.32.0.1", true, true},
		{"private 192", "192.168.0.1", false, true},
		{"carrier nat", "100.64.0.1", false, true},
		{"unique local", "fd12:3456::1", false, true},
		{"benchmarking", "198.19.0.1", false, true},
		{"documentation", "203.0.113.9", false, true},
		{"mapped loopback", "::ffff:127.0.0.1", false, true},
		{"mapped public", "::ffff:93.184.216.34", true, true},
		{"compatible loopback", "::127.0.0.1", false, true},
		{"nat64 private", "64:ff9b::10.0.0.1", false, true},
		{"nat64 public", "64:ff9b::93.184.216.34", true, true},
		{"6to4 private", "2002:0a00:0001::1", false, true},
		{"teredo", "2001:0:4136:e378:8000:63bf:3fff:fdd2", false, true},
		{"link local", "169.254.1.1", false, false},
		{"metadata", "169.254.169.254", false, false},
		{"mapped metadata", "::ffff:169.254.169.254", false, false},
		{"nat64 metadata", "64:ff9b::a9fe:a9fe", false, false},
		{"metadata v6", "fd00:ec2::254", false, false},
		{"metadata elsewhere", "100.100.100.200", false, false},
		{"host of a cloud", "168.63.129.16", false, false},
		{"link local v6", "fe80::1%eth0", false, false},
		{"unspecified", "0.0.0.0", false, false},
		{"this network", "0.1.2.3", false, false},
		{"unspecified v6", "::", false, false},
		{"multicast", "224.0.0.1", false, false},
		{"multicast v6", "ff02::1", false, false},
		{"broadcast", "255.255.255.255", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			address := net.JoinHostPort(tt.addr, "80")
			if err := guardPublic("tcp", address, nil); (err == nil) != tt.public {
				t.Errorf("guardPublic(%s) = %v, want allowed %v", address, err, tt.public)
			}
			if err := guardPrivate("tcp", address, nil); (err == nil) != tt.private {
				t.Errorf("guardPrivate(%s) = %v, want allowed %v", address, err, tt.private)
			}
		})
	}
}

func TestCheckRefusesNonsense(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "localhost:80", "1.2.3.4", "/var/run/docker.sock"} {
		if check(address, true) == nil {
			t.Errorf("check(%q) allowed it", address)
		}
	}
}
