-- Finds a text in a list.
-- KEYS[1] the list
-- ARGV[1] the text; ARGV[2] 1 for its first occurrence, -1 for its last
-- Result: how many elements stand behind it, nil if it is nowhere
local index = redis.call('LPOS', KEYS[1], ARGV[1], 'RANK', ARGV[2])
return index and redis.call('LLEN', KEYS[1]) - 1 - index
