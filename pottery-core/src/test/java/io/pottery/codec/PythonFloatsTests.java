package io.pottery.codec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The texts expected of single numbers are what CPython 3.11 printed.
 */
class PythonFloatsTests {

	@ParameterizedTest(name = "{0} is {1}")
	@CsvSource({ "0.0, 0.0", "-0.0, -0.0", "1.0, 1.0", "-1.5, -1.5", "0.001, 0.001", "0.0001, 0.0001",
			"0.00012345, 0.00012345", "0.00001, 1e-05", "1e-5, 1e-05", "9.999e-5, 9.999e-05", "1e7, 10000000.0",
			"12345678.9, 12345678.9", "1e15, 1000000000000000.0", "9999999999999998, 9999999999999998.0", "1e16, 1e+16",
			"1.2345e16, 1.2345e+16", "2e23, 2e+23", "1e23, 1e+23", "9e22, 9e+22", "1e100, 1e+100", "5e-324, 5e-324",
			"1e-323, 1e-323", "1.5e-323, 1.5e-323", "2e-323, 2e-323", "2.5e-323, 2.5e-323", "3e-323, 3e-323",
			"9.9e-323, 1e-322", "2.2250738585072014e-308, 2.2250738585072014e-308",
			"1.7976931348623157e308, 1.7976931348623157e+308", "5.684341886080802e-14, 5.684341886080802e-14" })
	void doublesHavePythonsText(double value, String text) {
		assertThat(PythonFloats.text(value)).isEqualTo(text);
		assertThat(PythonFloats.text(-value)).isEqualTo(text.startsWith("-") ? text.substring(1) : "-" + text);
	}

	@ParameterizedTest(name = "{0} is {1}")
	@CsvSource({ "0.1, 0.1", "16777216, 16777216.0", "1e16, 1e+16", "3.4028235e38, 3.4028235e+38", "1.4e-45, 1e-45",
			"2.8e-45, 3e-45", "1e-5, 1e-05", "0.33333334, 0.33333334" })
	void floatsHaveTheirOwnShortestDigits(float value, String text) {
		assertThat(PythonFloats.text(value)).isEqualTo(text);
		assertThat(Float.parseFloat(text)).isEqualTo(value);
	}

	@Test
	void randomDoublesHaveTheShortestDigitsThatReadBack() {
		Random random = new Random(20260711);
		for (int i = 0; i < 100_000; i++) {
			double value = Double.longBitsToDouble(random.nextLong());
			if (Double.isFinite(value)) {
				String text = PythonFloats.text(value);
				// An assertion for each of so many would take longer than the texts.
				if (!text.equals(repr(value))) {
					assertThat(text).isEqualTo(repr(value));
				}
			}
		}
	}

	@Test
	void everydayDoublesHaveTheShortestDigitsThatReadBack() {
		Random random = new Random(20260712);
		for (int i = 0; i < 20_000; i++) {
			double value = Math.scalb(random.nextInt(1_000_000) / 100.0, random.nextInt(90) - 45);
			String text = PythonFloats.text(value);
			if (!text.equals(repr(value))) {
				assertThat(text).isEqualTo(repr(value));
			}
		}
	}

	@Test
	void powersOfTwoReadBack() {
		for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
			double value = Math.scalb(1.0, exponent);
			assertThat(Double.parseDouble(PythonFloats.text(value))).isEqualTo(value);
		}
	}

	/**
	 * Python's rule by brute force: 17 digits are enough, so try with fewer and fewer.
	 */
	private static String repr(double value) {
		if (value == 0) {
			return (1 / value < 0) ? "-0.0" : "0.0";
		}
		BigDecimal precise = new BigDecimal(Math.abs(value), new MathContext(40));
		BigDecimal shortest = precise;
		for (int digits = 17; digits > 0; digits--) {
			BigDecimal shorter = precise.round(new MathContext(digits, RoundingMode.HALF_EVEN));
			if (shorter.doubleValue() != Math.abs(value)) {
				break;
			}
			shortest = shorter;
		}
		String text = shortest.unscaledValue().toString();
		int point = text.length() - shortest.scale();
		String digits = text.replaceFirst("0+$", "");
		String sign = (value < 0) ? "-" : "";
		if (point > 16 || point < -3) {
			int exponent = point - 1;
			String fraction = (digits.length() > 1) ? "." + digits.substring(1) : "";
			return "%s%s%se%s%02d".formatted(sign, digits.charAt(0), fraction, (exponent < 0) ? "-" : "+",
					Math.abs(exponent));
		}
		String plain = shortest.stripTrailingZeros().toPlainString();
		return sign + plain + (plain.contains(".") ? "" : ".0");
	}

}
