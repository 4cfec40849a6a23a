-- Tells which elements have all their bits set.
-- KEYS[1] the bits
-- ARGV the offsets of the bits, element by element; then how many an element has
-- Result: for each element 1 if all are set, otherwise 0
local width = tonumber(table.remove(ARGV))
local replies = {}
for i = 1, #ARGV, width do
	local known = 1
	for j = i, i + width - 1 do
		if redis.call('GETBIT', KEYS[1], ARGV[j]) == 0 then
			known = 0
			break
		end
	end
	replies[#replies + 1] = known
end
return replies
