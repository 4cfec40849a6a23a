-- Tells where texts stand first.
-- KEYS[1] the list
-- ARGV the texts
-- Result: for each its index, or nil
local indexes = {}
for i, text in ipairs(ARGV) do
	indexes[i] = redis.call('LPOS', KEYS[1], text)
end
return indexes
