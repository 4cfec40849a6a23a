-- Sends one command about one key.
-- KEYS[1] the key
-- ARGV[1] the command; the rest follows the key
-- Result: the command's reply
return redis.call(ARGV[1], KEYS[1], unpack(ARGV, 2))
