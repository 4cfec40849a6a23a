-- Adds all elements of another set.
-- KEYS[1] the set; KEYS[2] the other one
-- Result: how many were new
local elements = redis.call('SMEMBERS', KEYS[2])
local added = 0
for i = 1, #elements, 1000 do
	added = added + redis.call('SADD', KEYS[1], unpack(elements, i, math.min(i + 999, #elements)))
end
return added
