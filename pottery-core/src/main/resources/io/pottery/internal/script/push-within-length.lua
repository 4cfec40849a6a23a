-- Adds elements at one end of a list and drops at the other what is too much.
-- KEYS[1] the list
-- ARGV[1] the command that adds; ARGV[2] the command that drops; ARGV[3] the most elements; the rest are new elements
-- Result: nil
local surplus = redis.call(ARGV[1], KEYS[1], unpack(ARGV, 4)) - ARGV[3]
if surplus > 0 then
	redis.call(ARGV[2], KEYS[1], surplus)
end
return nil
