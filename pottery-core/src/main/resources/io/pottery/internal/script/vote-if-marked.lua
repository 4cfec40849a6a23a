-- Lets a master vote only if its marker says that it may: a master that came back without
-- its data must not help anybody to what it has forgotten that it granted.
-- KEYS[2] the marker, absent where masters are trusted to keep their data
-- ARGV[last] the run id of the server that the connection leads to
-- Result: that of the script inside; {'NOVOTE', 'unmarked'} where the marker is missing or
-- another process's; {'NOVOTE', milliseconds} where its quarantine lasts so much longer
local rejoined = false
if KEYS[2] then
	local marker = redis.call('GET', KEYS[2]) or ''
	local run, state, ready = string.match(marker, '^(%S+) (%a+) ?(%d*)$')
	if not run or run ~= ARGV[#ARGV] then
		return {'NOVOTE', 'unmarked'}
	end
	if state == 'rejoined' then
		rejoined = marker
		local now = redis.call('TIME')
		local left = tonumber(ready) - now[1] * 1000 - math.floor(now[2] / 1000)
		if left > 0 then
			return {'NOVOTE', string.format('%.0f', left)}
		end
	end
end
--[[body]]
