-- Tells who holds a lock and for how long, read together.
-- KEYS[1] the lock
-- Result: {token, remaining milliseconds}, {} where nobody holds it
local token = redis.call('GET', KEYS[1])
if not token then
	return {}
end
return {token, redis.call('PTTL', KEYS[1])}
