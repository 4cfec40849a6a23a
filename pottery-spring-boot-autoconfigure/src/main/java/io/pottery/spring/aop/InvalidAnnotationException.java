package io.pottery.spring.aop;

/**
 * Thrown, when a bean is made, where an annotation of Pottery on one of its methods
 * cannot be meant as it is written.
 */
final class InvalidAnnotationException extends RuntimeException {

	private final String action;

	/**
	 * Creates the exception.
	 * @param annotation the simple name of the annotation
	 * @param method the class and method
	 * @param problem what is wrong: the rest of a sentence that begins with both
	 * @param action what to write, as a sentence
	 */
	InvalidAnnotationException(String annotation, String method, String problem, String action) {
		super("@" + annotation + " on " + method + " " + problem + ".");
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
