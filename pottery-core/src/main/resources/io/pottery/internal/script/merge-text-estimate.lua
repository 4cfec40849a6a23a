-- Merges the text of another HyperLogLog into one.
-- KEYS[1] the HyperLogLog; KEYS[2] a scratch that is empty before and after
-- ARGV[1] the text
-- Result: what PFMERGE replies
redis.call('SET', KEYS[2], ARGV[1])
local reply = redis.pcall('PFMERGE', KEYS[1], KEYS[2])
redis.call('DEL', KEYS[2])
return reply
