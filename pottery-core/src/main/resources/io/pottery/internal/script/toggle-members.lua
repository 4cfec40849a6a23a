-- Removes the elements that are there and adds those that are not. The removals come last, so that a set which keeps
-- an element keeps its expiry.
-- KEYS[1] the set; KEYS[2] a set of elements, if they are not in ARGV
-- ARGV the elements, each once
-- Result: how many elements there were to add or to remove
local elements = KEYS[2] and redis.call('SMEMBERS', KEYS[2]) or ARGV
local present = {}
for _, element in ipairs(elements) do
	if redis.call('SADD', KEYS[1], element) == 0 then
		present[#present + 1] = element
	end
end
for _, element in ipairs(present) do
	redis.call('SREM', KEYS[1], element)
end
return #elements
