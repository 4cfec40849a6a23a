-- Takes the larger or the smaller of each count and another one, absent ones being 0, and keeps what is above 0.
-- Counts are compared as digits: Lua's numbers are exact to 2^53 only. The removals come last, so that a hash which
-- keeps a count keeps its expiry.
-- KEYS[1] the hash
-- ARGV[1] 'larger' or 'smaller'; the rest in pairs: the field; the other count, above 0
-- Result: nil; if nothing was done, a list of the text that is no integer
local function isLess(count, other)
	return #count < #other or (#count == #other and count < other)
end
local others = {}
for i = 2, #ARGV, 2 do
	others[ARGV[i]] = ARGV[i + 1]
end
local counts = redis.call('HGETALL', KEYS[1])
for i = 2, #counts, 2 do
	if counts[i] ~= '0' and not string.find(counts[i], '^%-?[1-9]%d*$') then
		return {counts[i]}
	end
end
local larger = ARGV[1] == 'larger'
local unwanted = {}
for i = 1, #counts, 2 do
	local field, count = counts[i], string.find(counts[i + 1], '^[1-9]') and counts[i + 1]
	local other = others[field]
	others[field] = nil
	local chosen
	if count and other then
		chosen = isLess(count, other) == larger and other or count
	elseif larger then
		chosen = count or other
	end
	if not chosen then
		unwanted[#unwanted + 1] = field
	elseif chosen ~= count then
		redis.call('HSET', KEYS[1], field, chosen)
	end
end
if larger then
	for field, other in pairs(others) do
		redis.call('HSET', KEYS[1], field, other)
	end
end
for _, field in ipairs(unwanted) do
	redis.call('HDEL', KEYS[1], field)
end
return nil
