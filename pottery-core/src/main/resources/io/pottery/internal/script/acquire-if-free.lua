-- Takes a lock that nobody holds, or that this very token holds already.
-- KEYS[1] the lock
-- ARGV[1] the token; ARGV[2] the lease in milliseconds
-- Result: {1} where the token holds it, {0, remaining milliseconds, token} where another
-- does
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
	return {1}
end
local token = redis.call('GET', KEYS[1])
if token == ARGV[1] then
	return {1}
end
return {0, redis.call('PTTL', KEYS[1]), token}
