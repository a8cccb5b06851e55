-- What may have been sent already is found at once, to go first: see claim.go.
CREATE INDEX deliveries_begun ON deliveries (ready) WHERE begun <> 0 AND state IN ('owed', 'claimed');
