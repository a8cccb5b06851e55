package discordtest

import (
	"strings"
)

// apiError is the body of a failed request
// (https://discord.com/developers/docs/reference#error-messages).
type apiError struct {
	Message string `json:"message"`
	Code    int    `json:"code"`
	Errors  any    `json:"errors,omitempty"`
}

// The errors that a news bot meets
// (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json).
var (
	errUnknownChannel     = reply{404, apiError{"Unknown Channel", 10003, nil}}
	errUnknownMessage     = reply{404, apiError{"Unknown Message", 10008, nil}}
	errUnknownWebhook     = reply{404, apiError{"Unknown Webhook", 10015, nil}}
	errUnknownApplication = reply{404, apiError{"Unknown Application", 10002, nil}}
	errUnknownInteraction = reply{404, apiError{"Unknown interaction", 10062, nil}}
	errMissingAccess      = reply{403, apiError{"Missing Access", 50001, nil}}
	errMissingPermissions = reply{403, apiError{"Missing Permissions", 50013, nil}}
	errEmptyMessage       = reply{400, apiError{"Cannot send an empty message", 50006, nil}}
	errInvalidToken       = reply{401, apiError{"Invalid Webhook Token", 50027, nil}}
	errAcknowledged       = reply{400, apiError{"Interaction has already been acknowledged.", 40060, nil}}
	errNotForum           = reply{400, apiError{"Cannot send messages in a non-text channel", 50008, nil}}
	errNoHistory          = reply{403, apiError{"Cannot reply without permission to read message history", 160002, nil}}
	errArchivedThread     = reply{400, apiError{"Thread is archived", 50083, nil}}
)

// form collects the mistakes of a request body.
type form struct {
	tree map[string]any
}

// wrong notes a mistake at a dotted path such as embeds.0.title.
func (f *form) wrong(path, code, message string) {
	if f.tree == nil {
		f.tree = map[string]any{}
	}
	node := f.tree
	for key := range strings.SplitSeq(path, ".") {
		next, ok := node[key].(map[string]any)
		if !ok {
			next = map[string]any{}
			node[key] = next
		}
		node = next
	}
	list, _ := node["_errors"].([]map[string]string)
	node["_errors"] = append(list, map[string]string{"code": code, "message": message})
}

// reply is "Invalid Form Body", or false where nothing is wrong.
func (f *form) reply() (reply, bool) {
	if f.tree == nil {
		return reply{}, false
	}
	return reply{400, apiError{"Invalid Form Body", 50035, f.tree}}, true
}
