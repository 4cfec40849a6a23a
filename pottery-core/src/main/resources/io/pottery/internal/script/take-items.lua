-- Removes the first entries of a queue, and stops behind the one that makes them too large.
-- KEYS[1] the stream
-- ARGV[1] how many entries at most; ARGV[2] how many bytes
-- Result: the entries as XRANGE returns them
local taken = {}
local most = tonumber(ARGV[1])
local room = tonumber(ARGV[2])
-- Few at a time: nobody knows how large an entry is before it was read.
local count = 1
while #taken < most and room > 0 do
	local page = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', math.min(most - #taken, count))
	local ids = {}
	for _, entry in ipairs(page) do
		if room <= 0 then
			break
		end
		ids[#ids + 1] = entry[1]
		taken[#taken + 1] = entry
		for _, text in ipairs(entry[2]) do
			room = room - #text
		end
	end
	if #ids == 0 then
		break
	end
	redis.call('XDEL', KEYS[1], unpack(ids))
	count = math.min(2 * count, 16)
end
return taken
