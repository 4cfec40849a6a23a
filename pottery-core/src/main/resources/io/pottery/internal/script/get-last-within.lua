-- Reads the last element of a range of a list.
-- KEYS[1] the list
-- ARGV[1] the first index of the range; ARGV[2] the last one, which may be beyond the list
-- Result: the text, nil if the list ends before the range
local last = math.min(redis.call('LLEN', KEYS[1]) - 1, ARGV[2])
return last >= tonumber(ARGV[1]) and redis.call('LINDEX', KEYS[1], last)
