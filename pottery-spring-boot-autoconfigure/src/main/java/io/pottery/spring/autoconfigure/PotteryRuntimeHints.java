package io.pottery.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

import io.pottery.annotation.RedisCached;
import io.pottery.annotation.Synchronized;
import io.pottery.spring.RedisKey;

/**
 * What a native image must keep: the scripts and the annotations.
 */
final class PotteryRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern("io/pottery/internal/script/*.lua");
		hints.reflection()
			.registerType(RedisCached.class)
			.registerType(RedisKey.class)
			.registerType(Synchronized.class);
	}

}
