-- Makes a counter known again on a rejoined master.
-- KEYS[1] the counter; KEYS[3] the counters that a rejoined master knows again
-- ARGV[1] the marker under which it was found unknown, before the others were read;
-- ARGV[2] the largest value of the others
-- Result: 1 where it is known now, 0 where the master has forgotten again since
if rejoined ~= ARGV[1] then
	return 0
end
local current = redis.call('GET', KEYS[1])
local value = ARGV[2]
if not current or not string.match(current, '^%d+$') or #current < #value
		or (#current == #value and current < value) then
	redis.call('SET', KEYS[1], value)
end
redis.call('SADD', KEYS[3], KEYS[1])
return 1
