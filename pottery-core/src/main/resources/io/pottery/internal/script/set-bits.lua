-- Sets the bits of elements.
-- KEYS[1] the bits
-- ARGV the offsets of the bits, element by element; then how many an element has
-- Result: how many elements had a bit that was not set
local width = tonumber(table.remove(ARGV))
local added = 0
for i = 1, #ARGV, width do
	local known = 1
	for j = i, i + width - 1 do
		if redis.call('SETBIT', KEYS[1], ARGV[j], 1) == 0 then
			known = 0
		end
	end
	added = added + 1 - known
end
return added
