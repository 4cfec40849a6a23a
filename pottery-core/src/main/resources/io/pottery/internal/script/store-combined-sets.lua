-- Replaces a set by the union, intersection or difference of sets; leaves a foreign type alone.
-- KEYS[1] the first set; KEYS[2] the set to replace; KEYS[3..] the other sets
-- ARGV[1] SUNIONSTORE, SINTERSTORE or SDIFFSTORE
-- Result: how many elements there are, or nil if the set to replace is of a foreign type
if type(redis.pcall('SCARD', KEYS[2])) == 'table' then
	return nil
end
return redis.call(ARGV[1], KEYS[2], KEYS[1], unpack(KEYS, 3))
