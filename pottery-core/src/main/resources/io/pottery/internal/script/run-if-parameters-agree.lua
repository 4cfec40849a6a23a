-- Runs another script, whose text replaces the marked line, on Bloom filters that have the given parameters or none.
-- Filters that have none get the given ones, which then live as long as the filter. Parameters without a filter are
-- void.
-- KEYS in triples, one for each filter: its bits; its parameters; its scratch
-- ARGV the arguments of the other script; then the parameters, and how many bytes the bits have at most
-- Result: what the other script returns; or the words for what was found instead, empty for another type and 'HYLL'
-- for a HyperLogLog, and the number of the filter, from 1
local most = tonumber(table.remove(ARGV))
local parameters = table.remove(ARGV)
local function body()
--[[body]]
end
local unknown = {}
for i = 1, #KEYS, 3 do
	local length = redis.pcall('STRLEN', KEYS[i])
	if type(length) == 'table' then
		return {'', (i + 2) / 3}
	end
	local found = length > 0 and redis.call('GET', KEYS[i + 1])
	if found and found ~= parameters then
		return {'a Bloom filter with ' .. string.sub(found, 1, 200), (i + 2) / 3}
	end
	if length > 0 and not found and redis.call('GETRANGE', KEYS[i], 0, 3) == 'HYLL' then
		return {'HYLL', (i + 2) / 3}
	end
	if length > most then
		return {'a string of ' .. length .. ' bytes', (i + 2) / 3}
	end
	if not found then
		unknown[#unknown + 1] = i
	end
end
local reply = body()
for _, i in ipairs(unknown) do
	if redis.call('EXISTS', KEYS[i]) == 1 then
		redis.call('SET', KEYS[i + 1], parameters)
		local millis = redis.call('PTTL', KEYS[i])
		if millis >= 0 then
			redis.call('PEXPIRE', KEYS[i + 1], millis)
		end
	end
end
return reply
