-- Ends a delivery, unless it was followed by another.
-- KEYS[2] the stream of deliveries in flight; KEYS[3] their ids by the time when they are due
-- ARGV[1] the delivery's id
-- Result: 1 if it was in flight, otherwise 0
redis.call('ZREM', KEYS[3], ARGV[1])
return redis.call('XDEL', KEYS[2], ARGV[1])
