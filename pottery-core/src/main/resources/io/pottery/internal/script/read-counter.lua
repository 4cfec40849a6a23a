-- Reads a counter.
-- KEYS[1] the counter
-- Result: its decimal digits, nil where it is missing
return redis.call('GET', KEYS[1])
