package discordtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// payload is the body of a request that makes or edits a message. Pointers tell
// what an edit leaves alone.
type payload struct {
	Content         *string          `json:"content"`
	Embeds          *[]Embed         `json:"embeds"`
	Components      *json.RawMessage `json:"components"`
	Flags           int              `json:"flags"`
	Nonce           json.RawMessage  `json:"nonce"`
	EnforceNonce    bool             `json:"enforce_nonce"`
	AllowedMentions *allowed         `json:"allowed_mentions"`
	Reference       *struct {
		Message string `json:"message_id"`
		// Fail is true where it is missing.
		Fail *bool `json:"fail_if_not_exists"`
	} `json:"message_reference"`
}

// allowed is who may be notified
// (https://discord.com/developers/docs/resources/message#allowed-mentions-object).
type allowed struct {
	Parse []string `json:"parse"`
	Users []string `json:"users"`
	Roles []string `json:"roles"`
}

// read parses and checks the body of a message.
func read(body []byte) (payload, [][]Button, *reply) {
	var p payload
	if err := json.Unmarshal(body, &p); err != nil {
		return p, nil, &reply{400, apiError{"Invalid Form Body", 50035, nil}}
	}
	var f form
	p.check(&f)
	rows := f.components("components", p.Components)
	if bad, ok := f.reply(); ok {
		return p, nil, &bad
	}
	return p, rows, nil
}

// Check says what Discord would find wrong with the body of a new message.
func Check(body []byte) error {
	p, _, failed := read(body)
	switch {
	case failed != nil:
		said, _ := json.Marshal(failed.body)
		return fmt.Errorf("%d: %s", failed.status, said)
	case p.empty():
		return errors.New("cannot send an empty message")
	}
	return nil
}

func (p payload) check(f *form) {
	if p.Content != nil {
		f.longest("content", *p.Content, 2000)
	}
	if p.Embeds != nil {
		f.embeds(*p.Embeds)
	}
	f.longest("nonce", p.nonce(), 25)
	v2 := p.Flags&flagComponentsV2 != 0
	if v2 && (p.text() != "" || p.Embeds != nil && len(*p.Embeds) > 0) {
		f.wrong("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
			"The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2")
	}
}

func (p payload) text() string {
	if p.Content == nil {
		return ""
	}
	return *p.Content
}

// nonce may come as a string or a number.
func (p payload) nonce() string {
	s := strings.Trim(string(p.Nonce), `"`)
	if s == "null" {
		return ""
	}
	return s
}

// empty reports whether a new message would show nothing.
func (p payload) empty() bool {
	return strings.TrimSpace(p.text()) == "" && (p.Embeds == nil || len(*p.Embeds) == 0) && p.Components == nil
}

// apply writes what p says into m. A missing allowed_mentions counts as the
// default again, on edits too; byDefault is what is notified then.
func (p payload) apply(m *message, rows [][]Button, byDefault []string) {
	if p.Content != nil {
		m.content = *p.Content
	}
	if p.Embeds != nil {
		m.embeds = *p.Embeds
	}
	if p.Components != nil {
		m.components, m.buttons = *p.Components, rows
	}
	m.mentions = mentioned(m.content, p.AllowedMentions, byDefault)
}

// The defaults of allowed_mentions for messages, and for interactions and
// webhooks.
var (
	everybody = []string{"everyone", "users", "roles"}
	onlyUsers = []string{"users"}
)

var mentionForm = regexp.MustCompile(`@(everyone|here)|<@(&?)!?(\d+)>`)

// mentioned are those whom content notifies. Embeds never notify anyone.
func mentioned(content string, a *allowed, byDefault []string) []string {
	if a == nil {
		a = &allowed{Parse: byDefault}
	}
	var names []string
	for _, m := range mentionForm.FindAllStringSubmatch(content, -1) {
		switch {
		case m[1] != "" && slices.Contains(a.Parse, "everyone"):
			names = append(names, m[1])
		case m[3] != "" && m[2] == "" && (slices.Contains(a.Parse, "users") || slices.Contains(a.Users, m[3])):
			names = append(names, m[3])
		case m[3] != "" && m[2] == "&" && (slices.Contains(a.Parse, "roles") || slices.Contains(a.Roles, m[3])):
			names = append(names, "&"+m[3])
		}
	}
	return names
}
