package io.pottery.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TypeParserTests {

	@Test
	void classesAreReadByTheirFullName() {
		assertThat(TypeParser.parse("java.util.UUID")).isEqualTo(UUID.class);
		assertThat(TypeParser.parse("io.pottery.spring.autoconfigure.TypeParserTests.Order")).isEqualTo(Order.class);
		assertThat(TypeParser.parse("io.pottery.spring.autoconfigure.TypeParserTests$Order")).isEqualTo(Order.class);
	}

	@Test
	void classesOfTheLanguageNeedNoPackage() {
		assertThat(TypeParser.parse("Integer")).isEqualTo(Integer.class);
		assertThat(TypeParser.parse(" UUID ")).isEqualTo(UUID.class);
	}

	@Test
	void genericTypesNest() {
		ResolvableType expected = ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class),
				ResolvableType.forClassWithGenerics(List.class, Long.class));
		assertThat(TypeParser.parse("java.util.Map<java.lang.String,java.util.List<java.lang.Long>>"))
			.isEqualTo(expected.getType());
		assertThat(TypeParser.parse("Map< String , List<Long> >")).isEqualTo(expected.getType());
	}

	@Test
	void arraysAreRead() {
		assertThat(TypeParser.parse("String[][]")).isEqualTo(String[][].class);
		assertThat(TypeParser.parse("List<Long>[]").getTypeName()).isEqualTo("java.util.List<java.lang.Long>[]");
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = ';',
			value = { "Nowhere; names the class 'Nowhere', which is not on the class path",
					"int; names the class 'int', which is not on the class path", "''; lacks the name of a class",
					"List<; lacks the name of a class", "List<String; lacks a '>' after 'List<String'",
					"List<String>>; goes on after its end, at '>'", "String[; lacks a ']' after 'String['",
					"Map<String>; gives 1 type(s) to java.util.Map, which takes 2",
					"String<Long>; gives 1 type(s) to java.lang.String, which takes 0" })
	void whatIsNoTypeIsExplained(String text, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> TypeParser.parse(text)).withMessage(message);
	}

	record Order(String item) {
	}

}
