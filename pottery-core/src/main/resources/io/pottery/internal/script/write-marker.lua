-- Marks a master, unless this very process is marked.
-- KEYS[1] the marker; KEYS[2] the counters that a rejoined master knows again
-- ARGV[1] 'fresh' or 'rejoined'; ARGV[2] for a fresh one the last millisecond of the
-- server's clock at which that is still true, for a rejoined one the milliseconds until it
-- may vote; ARGV[3] the run id that was read with the marker, as the server may have been
-- restarted since; ARGV[last] the run id of the server that the connection leads to
-- Result: the marker that stands now, empty where there is none
local run = ARGV[#ARGV]
local marker = redis.call('GET', KEYS[1])
if marker and string.match(marker, '^%S+') == run then
	return marker
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[1] == 'fresh' then
	if marker or ARGV[3] ~= run or now > tonumber(ARGV[2]) then
		return marker or ''
	end
	marker = run .. ' fresh'
else
	redis.call('DEL', KEYS[2])
	marker = run .. ' rejoined ' .. string.format('%.0f', now + tonumber(ARGV[2]))
end
redis.call('SET', KEYS[1], marker)
return marker
