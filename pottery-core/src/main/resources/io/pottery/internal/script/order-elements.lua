-- Puts the elements of a range in another order, if it still holds what was read.
-- KEYS[1] the list
-- ARGV[1] the first index; ARGV[2] the SHA-1 of what was read: of each thousand elements, the digest so far and every
-- text behind its length and a colon; ARGV[3] for each place, in four bytes, which element of the range goes there
-- Result: 1 if done, otherwise 0
local key = KEYS[1]
local first = tonumber(ARGV[1])
local count = #ARGV[3] / 4
local texts = redis.call('LRANGE', key, first, first + count - 1)
local digest = ''
for i = 1, #texts, 1000 do
	local part = { digest }
	for j = i, math.min(i + 999, #texts) do
		part[#part + 1] = #texts[j] .. ':' .. texts[j]
	end
	digest = redis.sha1hex(table.concat(part))
end
if digest ~= ARGV[2] then
	return 0
end
local whole = redis.call('LLEN', key) == count
for i = 0, count - 1 do
	local text = texts[struct.unpack('>I4', ARGV[3], 4 * i + 1) + 1]
	if whole then
		redis.call('RPUSH', key, text)
	elseif text ~= texts[i + 1] then
		redis.call('LSET', key, first + i, text)
	end
end
if whole then
	redis.call('LTRIM', key, count, -1)
end
return 1
