-- Writes or removes each field that still holds the text that was read. JSON texts are never empty, so the empty
-- text stands for none.
-- KEYS[1] the hash
-- ARGV in triples: the field; the text expected, empty for none; the new text, empty to remove the field
-- Result: for each triple 1 if swapped, otherwise the text that stands there, or nil
local replies = {}
for i = 1, #ARGV, 3 do
	local stored = redis.call('HGET', KEYS[1], ARGV[i])
	local reply = stored
	if stored ~= '' and (stored or '') == ARGV[i + 1] then
		if ARGV[i + 2] == '' then
			redis.call('HDEL', KEYS[1], ARGV[i])
		else
			redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 2])
		end
		reply = 1
	end
	replies[#replies + 1] = reply
end
return replies
