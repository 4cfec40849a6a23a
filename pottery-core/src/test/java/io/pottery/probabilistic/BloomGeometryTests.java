package io.pottery.probabilistic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BloomGeometryTests {

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	void expectsAnElementAtLeast(long expectedElements) {
		assertThatIllegalArgumentException().isThrownBy(() -> new BloomGeometry(expectedElements, 0.01))
			.withMessage("'expectedElements' must be at least 1, was " + expectedElements);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -0.0, -0.5, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY })
	void takesAProbability(double falsePositives) {
		assertThatIllegalArgumentException().isThrownBy(() -> new BloomGeometry(10, falsePositives))
			.withMessage("'falsePositives' must be a probability above 0 and below 1, was " + falsePositives);
	}

	@Test
	void fitsIntoARedisString() {
		assertThat(new BloomGeometry(448_000_000, 0.01).sizeInBits()).isBetween(4_294_000_000L, 1L << 32);
		assertThat(new BloomGeometry(448_000_000, 0.01).sizeInBytes()).isLessThanOrEqualTo(512L << 20);
		assertThatIllegalArgumentException().isThrownBy(() -> new BloomGeometry(1_000_000_000, 0.01))
			.withMessage("'expectedElements' and 'falsePositives' must need at most 4294967296 bits, the most that"
					+ " Redis keeps under one key; 1000000000 and 0.01 need 9585058378");
		assertThatIllegalArgumentException().isThrownBy(() -> new BloomGeometry(Long.MAX_VALUE, Double.MIN_VALUE));
	}

	@ParameterizedTest
	@CsvSource({ "1, 4.9E-324", "1, 0.9999999999999999", "1000000, 0.9999999999999999", "4000000000, 0.99" })
	void hasABitAndAHashAtLeast(long expectedElements, double falsePositives) {
		BloomGeometry geometry = new BloomGeometry(expectedElements, falsePositives);
		assertThat(geometry.sizeInBits()).isPositive();
		assertThat(geometry.hashCount()).isBetween(1, 1_100);
		assertThat(geometry.offset(new byte[0], 0)).isBetween(0L, geometry.sizeInBits() - 1);
	}

	@Test
	void estimatesNothingWhereEveryBitIsSet() {
		BloomGeometry geometry = new BloomGeometry(100, 0.01);
		assertThat(geometry.elements(0)).isZero();
		assertThat(geometry.elements(958)).isBetween(500L, 1_000L);
		assertThat(geometry.elements(959)).isEqualTo(Long.MAX_VALUE);
		assertThat(geometry.elements(960)).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void isWrittenAsPythonWritesNumbers() {
		assertThat(new BloomGeometry(100, 0.01)).hasToString("{\"expectedElements\": 100, \"falsePositives\": 0.01}");
		assertThat(new BloomGeometry(7, 1.0E-6)).hasToString("{\"expectedElements\": 7, \"falsePositives\": 1e-06}");
	}

}
