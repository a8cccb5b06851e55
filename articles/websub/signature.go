package websub

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // hubs sign with it; as an HMAC it still holds
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"strings"
)

// methods are those by which a hub may sign
// (https://www.w3.org/TR/websub/#recognized-algorithms-for-x-hub-signature).
var methods = map[string]func() hash.Hash{
	"sha1": sha1.New, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
}

// signed reports whether header is a signature of body with the secret. How long
// that takes does not depend on how much of the signature is right.
func signed(header, secret string, body []byte) bool {
	method, value, _ := strings.Cut(strings.TrimSpace(header), "=")
	method = strings.ToLower(method)
	newHash, ok := methods[method]
	got, err := hex.DecodeString(value)
	if !ok || err != nil || secret == "" {
		return false
	}
	mac := hmac.New(newHash, []byte(secret))
	mac.Write(body)
	return hmac.Equal(got, mac.Sum(nil))
}
