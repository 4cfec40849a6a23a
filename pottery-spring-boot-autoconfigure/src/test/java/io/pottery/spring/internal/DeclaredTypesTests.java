package io.pottery.spring.internal;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

class DeclaredTypesTests {

	@Test
	void plainTypesStay() {
		assertThat(resolved(Fields.class, "text")).isEqualTo(String.class);
		assertThat(resolved(Fields.class, "lists").getTypeName())
			.isEqualTo("java.util.Map<java.lang.String, java.util.List<java.lang.Long>>");
	}

	@Test
	void wildcardsBecomeTheirBounds() {
		assertThat(resolved(Fields.class, "wild").getTypeName())
			.isEqualTo("java.util.Map<java.lang.Number, java.lang.Object>");
	}

	@Test
	void rawTypesStayRaw() {
		assertThat(resolved(Fields.class, "raw")).isEqualTo(List.class);
	}

	@Test
	void variablesBecomeWhatTheSubclassSays() {
		assertThat(resolved(Longs.class, "values").getTypeName())
			.isEqualTo("java.util.Map<java.lang.String, java.util.List<java.util.List<java.lang.Long>>>");
		assertThat(resolved(Longs.class, "array").getTypeName()).isEqualTo("java.util.List<java.lang.Long>[]");
	}

	@Test
	void variablesThatAreBoundByThemselvesEnd() {
		assertThat(resolved(Self.class, "self").getTypeName())
			.isEqualTo("java.util.List<java.lang.Comparable<java.lang.Object>>");
	}

	@Test
	void equalDeclarationsGiveEqualTypes() {
		assertThat(resolved(Fields.class, "lists")).isEqualTo(resolved(Fields.class, "sameLists"))
			.hasSameHashCodeAs(resolved(Fields.class, "sameLists"));
	}

	private static Type resolved(Class<?> type, String field) {
		return DeclaredTypes.resolve(ResolvableType.forField(ReflectionUtils.findField(type, field), type));
	}

	static class Fields {

		String text;

		Map<String, List<Long>> lists;

		Map<String, List<Long>> sameLists;

		Map<? extends Number, ?> wild;

		@SuppressWarnings("rawtypes")
		List raw;

	}

	static class Self<T extends Comparable<T>> {

		List<T> self;

	}

	static class Generic<T> {

		Map<String, List<T>> values;

		T[] array;

	}

	static class Longs extends Generic<List<Long>> {

	}

}
