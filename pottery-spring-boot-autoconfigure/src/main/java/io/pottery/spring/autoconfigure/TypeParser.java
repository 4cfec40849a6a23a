package io.pottery.spring.autoconfigure;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

import io.pottery.spring.internal.DeclaredTypes;

/**
 * Reads the Java types of properties, such as
 * {@code java.util.Map<String, List<Integer>>}. Names without a package are looked up in
 * {@code java.lang}, {@code java.util}, {@code java.time} and {@code java.math}.
 */
final class TypeParser {

	private static final List<String> PACKAGES = List.of("", "java.lang.", "java.util.", "java.time.", "java.math.");

	private final String text;

	private int position;

	private TypeParser(String text) {
		this.text = text;
	}

	/**
	 * Reads a type.
	 * @param text the type as in Java source, primitive types and wildcards excepted
	 * @return the type
	 * @throws IllegalArgumentException if this is not a type or a class is missing; the
	 * message is the end of a sentence about the text
	 */
	static Type parse(String text) {
		TypeParser parser = new TypeParser(text);
		ResolvableType type = parser.type();
		if (parser.position < text.length()) {
			throw new IllegalArgumentException("goes on after its end, at '" + text.substring(parser.position) + "'");
		}
		return DeclaredTypes.resolve(type);
	}

	private ResolvableType type() {
		Class<?> raw = load(name());
		ResolvableType type = take('<') ? generic(raw) : ResolvableType.forClass(raw);
		while (take('[')) {
			expect(']');
			type = ResolvableType.forArrayComponent(type);
		}
		return type;
	}

	private ResolvableType generic(Class<?> raw) {
		List<ResolvableType> arguments = new ArrayList<>();
		do {
			arguments.add(type());
		}
		while (take(','));
		expect('>');
		int wanted = raw.getTypeParameters().length;
		if (arguments.size() != wanted) {
			throw new IllegalArgumentException(
					"gives " + arguments.size() + " type(s) to " + raw.getName() + ", which takes " + wanted);
		}
		return ResolvableType.forClassWithGenerics(raw, arguments.toArray(ResolvableType[]::new));
	}

	private String name() {
		skipBlanks();
		int start = this.position;
		while (this.position < this.text.length() && isPartOfName(this.text.charAt(this.position))) {
			this.position++;
		}
		String name = this.text.substring(start, this.position);
		skipBlanks();
		return name;
	}

	private static boolean isPartOfName(char character) {
		return character == '.' || Character.isJavaIdentifierPart(character);
	}

	private static Class<?> load(String name) {
		if (name.isEmpty()) {
			throw new IllegalArgumentException("lacks the name of a class");
		}
		for (String prefix : PACKAGES) {
			try {
				Class<?> type = ClassUtils.forName(prefix + name, null);
				if (!type.isPrimitive()) {
					return type;
				}
			}
			catch (ClassNotFoundException | LinkageError ex) {
				// The next package may have it.
			}
		}
		throw new IllegalArgumentException("names the class '" + name + "', which is not on the class path");
	}

	private boolean take(char character) {
		skipBlanks();
		if (this.position < this.text.length() && this.text.charAt(this.position) == character) {
			this.position++;
			skipBlanks();
			return true;
		}
		return false;
	}

	private void expect(char character) {
		if (!take(character)) {
			throw new IllegalArgumentException("lacks a '" + character + "' after '"
					+ this.text.substring(0, Math.min(this.position, this.text.length())) + "'");
		}
	}

	private void skipBlanks() {
		while (this.position < this.text.length() && this.text.charAt(this.position) == ' ') {
			this.position++;
		}
	}

}
