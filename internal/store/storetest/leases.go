package storetest

import (
	"cmp"
	"slices"

	"herald/articles/websub"
)

// leases are what is agreed with the hubs of feeds.
var leases = tests{
	"kept, replaced and forgotten": func(k *kit) {
		one := websub.Lease{
			ID: "one", Feed: websub.Feed{URL: "http://10.0.0.5/feed", Private: true, Topic: "http://10.0.0.5/news", Hub: "http://10.0.0.5/hub"},
			Callback: "https://herald.example/websub/one", Secret: "hush", State: websub.Asked, Next: at(3), Tries: 2, Reason: "HTTP 503",
		}
		two := websub.Lease{ID: "two", Feed: websub.Feed{URL: "https://a.example/feed", Topic: "https://a.example/feed", Hub: "https://hub.example/"}}
		k.ok(k.SaveHubLease(k.Context(), one))
		k.ok(k.SaveHubLease(k.Context(), two))
		same(k, "kept", k.leases(), []websub.Lease{one, two})
		one.State, one.Until, one.Next, one.Tries, one.Reason, one.Secret = websub.Held, at(9), at(8), 0, "", "other"
		k.ok(k.SaveHubLease(k.Context(), one))
		k.ok(k.ForgetHubLease(k.Context(), "two"))
		k.ok(k.ForgetHubLease(k.Context(), "two"))
		same(k, "replaced", k.leases(), []websub.Lease{one})
	},
}

func (k *kit) leases() []websub.Lease {
	list, err := k.HubLeases(k.Context())
	k.ok(err)
	slices.SortFunc(list, func(a, b websub.Lease) int { return cmp.Compare(a.ID, b.ID) })
	return list
}
