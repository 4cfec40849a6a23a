-- Counts the elements of a set, and those of them that are named.
-- KEYS[1] the set
-- ARGV the elements, each once
-- Result: both counts
local found = 0
for _, element in ipairs(ARGV) do
	found = found + redis.call('SISMEMBER', KEYS[1], element)
end
return { redis.call('SCARD', KEYS[1]), found }
