package io.pottery.spring.aop;

import java.lang.reflect.Method;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelEvaluationException;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeyTemplateTests {

	private static final Method METHOD = ReflectionUtils.findMethod(KeyTemplateTests.class, "book", Object.class,
			Object.class);

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	void book(@Nullable Object seat, @Nullable Object guest) {
	}

	@Test
	void plainTextStays() {
		assertThat(key("printer", 1, 2)).isEqualTo("printer");
		assertThat(key("a#b", 1, 2)).isEqualTo("a#b");
	}

	@Test
	void expressionsStandInText() {
		assertThat(key("seat-#{#seat}", 7, 2)).isEqualTo("seat-7");
		assertThat(key("#{#seat}:#{#guest.toString().length()}", "A1", "jack")).isEqualTo("A1:4");
	}

	@Test
	void oneExpressionStandsAlone() {
		assertThat(key("#seat", 7, 2)).isEqualTo("7");
		assertThat(key("#seat + '-' + #guest", "a", "b")).isEqualTo("a-b");
		assertThat(key("#a1", "a", "b")).isEqualTo("b");
		assertThat(key("#p0", "a", "b")).isEqualTo("a");
	}

	@Test
	void beansAreReached() {
		this.beanFactory.registerSingleton("house", "main");
		assertThat(key("#{@house}-#{#seat}", 7, 2)).isEqualTo("main-7");
	}

	@Test
	void argumentsAreNeverEvaluated() {
		assertThat(key("seat-#{#seat}", "#{T(java.lang.Runtime).getRuntime()}", 2))
			.isEqualTo("seat-#{T(java.lang.Runtime).getRuntime()}");
		assertThat(key("#seat", "${user.home}", 2)).isEqualTo("${user.home}");
	}

	@Test
	void valuesWithATextOfTheirOwnAreTaken() {
		UUID id = UUID.randomUUID();
		assertThat(key("#seat", id, 1)).isEqualTo(id.toString());
		assertThat(key("#seat", List.of(1, 2), 1)).isEqualTo("[1, 2]");
		assertThat(key("#seat", new Seat(3), 1)).isEqualTo("Seat[row=3]");
	}

	@Test
	void nullIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> key("seat-#{#seat}", null, 2))
			.withMessage("'#seat' in the key of Box.book is null in this call. Where an argument is meant by its "
					+ "name, compile with '-parameters' or write #a0 for the first.");
		assertThatIllegalArgumentException().isThrownBy(() -> key("#nobody", 1, 2))
			.withMessageStartingWith("'#nobody' in the key of Box.book is null in this call.");
	}

	@Test
	void objectsWithoutATextAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> key("#seat", new Object(), 2))
			.withMessage("'#seat' in the key of Box.book gives a java.lang.Object, whose text does not tell its "
					+ "values apart. Name one of its properties.");
		assertThatIllegalArgumentException().isThrownBy(() -> key("#seat", new int[] { 1 }, 2))
			.withMessageStartingWith("'#seat' in the key of Box.book gives a int[],");
	}

	@Test
	void emptyKeysAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> key("#seat", "", 2))
			.withMessage("The key of Box.book is empty in this call");
	}

	@Test
	void failuresNameTheExpression() {
		assertThatIllegalArgumentException().isThrownBy(() -> key("#seat.row", "a", 2))
			.withMessage("'#seat.row' in the key of Box.book failed")
			.withCauseInstanceOf(SpelEvaluationException.class);
	}

	@Test
	void whatIsNoExpressionIsRefused() {
		assertThatExceptionOfType(ParseException.class).isThrownBy(() -> key("#{#seat", 1, 2));
		assertThatExceptionOfType(ParseException.class).isThrownBy(() -> key("#seat +", 1, 2));
	}

	private String key(String text, @Nullable Object... arguments) {
		return KeyTemplate.parse(text, METHOD, "Box.book").evaluate(this, arguments, this.beanFactory);
	}

	record Seat(int row) {
	}

}
