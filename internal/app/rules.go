package app

import (
	"herald/articles/desk"
	"herald/internal/config"
)

// rules are those of the configuration in force, as the desk judges by them.
func (a *App) rules() desk.Rules {
	b := a.live.Load().Breaking
	return desk.Rules{
		MaxAge: b.MaxAge, Urgency: b.Urgency,
		Observed: desk.Observed{Publishers: b.Observed.Publishers, Within: b.Observed.Within},
		Single:   single(b.SingleSource),
		Approve:  b.Approve, ApproveWithin: b.ApproveWithin, PostLate: b.PostLate,
		Trust: func(source string) float64 { return a.source(source).Trust() },
	}
}

// single is a setting as the desk knows it.
func single(s config.SingleSource) desk.Single {
	switch s {
	case config.SingleLabel:
		return desk.SingleLabel
	case config.SingleHold:
		return desk.SingleHold
	}
	return desk.SinglePost
}
