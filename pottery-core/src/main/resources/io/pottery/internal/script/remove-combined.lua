-- Removes what two sets have in common, or what only the first one has.
-- KEYS[1] the set to remove from; KEYS[2] the other one
-- ARGV[1] SINTER or SDIFF
-- Result: how many elements were removed
local elements = redis.call(ARGV[1], KEYS[1], KEYS[2])
for i = 1, #elements, 1000 do
	redis.call('SREM', KEYS[1], unpack(elements, i, math.min(i + 999, #elements)))
end
return #elements
