package io.pottery.container;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CompanionKeysTests {

	@ParameterizedTest
	@CsvSource({ "tel, {tel}:pottery:bloom:tel", "a{b}c, {b}:pottery:bloom:a{b}c", "{b}, {b}:pottery:bloom:{b}",
			"a{b, {a{b}:pottery:bloom:a{b", "a{b}c{d}, {b}:pottery:bloom:a{b}c{d}", "a{{b}}, {{b}:pottery:bloom:a{{b}}",
			"a}{b}, {b}:pottery:bloom:a}{b}" })
	void shareTheSlotOfTheirKey(String key, String companion) {
		assertThat(CompanionKeys.companion(key, "bloom")).isEqualTo(companion);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a}b", "}", "a{}b", "{}{b}" })
	void areRefusedWhereNoTagCanStandForTheKey(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> CompanionKeys.companion(key, "bloom"))
			.withMessage("'key' must not be empty, and must have a hash tag or no '}', where a companion key is"
					+ " needed, was '" + key + "'");
	}

	@Test
	void needAKey() {
		assertThatIllegalArgumentException().isThrownBy(() -> CompanionKeys.companion("", "bloom"));
	}

}
