package articles

// Quote puts what somebody wrote between quotation marks, for sentences that
// people read. Nothing in it is escaped: a headline reads as it was printed,
// with its own quotation marks and in its own script.
func Quote(s string) string { return "“" + s + "”" }
