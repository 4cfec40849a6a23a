package io.pottery.spring.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;

import io.pottery.annotation.RedisCached;
import io.pottery.annotation.Synchronized;
import io.pottery.spring.RedisKey;

import static org.assertj.core.api.Assertions.assertThat;

class PotteryRuntimeHintsTests {

	@Test
	void scriptsAndAnnotationsStayInNativeImages() {
		RuntimeHints hints = new RuntimeHints();
		assertThat(AotServices.factories().load(RuntimeHintsRegistrar.class))
			.filteredOn(PotteryRuntimeHints.class::isInstance)
			.singleElement()
			.satisfies((registrar) -> registrar.registerHints(hints, null));
		assertThat(hints)
			.matches(RuntimeHintsPredicates.resource().forResource("io/pottery/internal/script/acquire-if-free.lua"))
			.matches(RuntimeHintsPredicates.reflection().onType(Synchronized.class))
			.matches(RuntimeHintsPredicates.reflection().onType(RedisCached.class))
			.matches(RuntimeHintsPredicates.reflection().onType(RedisKey.class));
	}

}
