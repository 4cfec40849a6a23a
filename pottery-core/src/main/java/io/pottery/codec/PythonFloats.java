package io.pottery.codec;

import java.math.BigDecimal;
import java.math.MathContext;

import tools.jackson.core.io.NumberOutput;

/**
 * Floating-point numbers as Python's {@code repr} writes them: the shortest digits that
 * read back as the same number, in exponent form below 1e-4 and from 1e16 on.
 */
final class PythonFloats {

	/** Below these, two digits of one number may round to another one's single digit. */
	private static final double FEW_DIGITS = 1e-300;

	private static final float FEW_FLOAT_DIGITS = 1e-40f;

	private PythonFloats() {
	}

	static String text(double value) {
		String text = NumberOutput.toString(value, true);
		if (Math.abs(value) < FEW_DIGITS && value != 0) {
			String shorter = oneDigit(text);
			text = (Double.parseDouble(shorter) == value) ? shorter : text;
		}
		return pythonForm(text);
	}

	/**
	 * Writes the digits that identify the number among floats; widened to a double it
	 * would show digits that nobody entered.
	 */
	static String text(float value) {
		String text = NumberOutput.toString(value, true);
		if (Math.abs(value) < FEW_FLOAT_DIGITS && value != 0) {
			String shorter = oneDigit(text);
			text = (Float.parseFloat(shorter) == value) ? shorter : text;
		}
		return pythonForm(text);
	}

	/** Java keeps two digits at least, even where one is enough. */
	private static String oneDigit(String text) {
		BigDecimal rounded = new BigDecimal(text).round(new MathContext(1));
		return rounded.unscaledValue() + ".0E" + -rounded.scale();
	}

	private static String pythonForm(String java) {
		int exponentMark = java.indexOf('E');
		if (exponentMark < 0) {
			return java;
		}
		int start = (java.charAt(0) == '-') ? 1 : 0;
		String fraction = java.substring(start + 2, exponentMark);
		String digits = java.charAt(start) + ("0".equals(fraction) ? "" : fraction);
		int exponent = Integer.parseInt(java, exponentMark + 1, java.length(), 10);
		StringBuilder text = new StringBuilder(25).append(java, 0, start);
		if (exponent < -4 || exponent >= 16) {
			text.append(digits.charAt(0));
			if (digits.length() > 1) {
				text.append('.').append(digits, 1, digits.length());
			}
			text.append((exponent < 0) ? "e-" : "e+");
			text.append((Math.abs(exponent) < 10) ? "0" : "").append(Math.abs(exponent));
		}
		else if (exponent < 0) {
			text.append("0.").append("0".repeat(-exponent - 1)).append(digits);
		}
		else if (digits.length() <= exponent + 1) {
			text.append(digits).append("0".repeat(exponent + 1 - digits.length())).append(".0");
		}
		else {
			text.append(digits, 0, exponent + 1).append('.').append(digits, exponent + 1, digits.length());
		}
		return text.toString();
	}

}
