package io.pottery.samples.readme;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What the README repeats of a POM, or of a dependency in one.
 *
 * @param groupId the group, empty where it is inherited
 * @param artifactId the artifact
 * @param version the version, empty where it is inherited
 * @param modules the folders of the modules
 */
record Pom(String groupId, String artifactId, String version, List<String> modules) {

	static Pom root() {
		return parse(Page.read(Page.ROOT.resolve("pom.xml")));
	}

	static Pom parse(String xml) {
		try {
			Element element = DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(new InputSource(new StringReader(xml)))
				.getDocumentElement();
			List<String> modules = children(element, "modules").stream()
				.flatMap((parent) -> children(parent, "module").stream())
				.map(Element::getTextContent)
				.toList();
			return new Pom(text(element, "groupId"), text(element, "artifactId"), text(element, "version"), modules);
		}
		catch (IOException | ParserConfigurationException | SAXException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private static String text(Element parent, String name) {
		return children(parent, name).stream().map(Element::getTextContent).findFirst().orElse("");
	}

	private static List<Element> children(Element parent, String name) {
		List<Element> children = new ArrayList<>();
		for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
			if (node instanceof Element element && element.getTagName().equals(name)) {
				children.add(element);
			}
		}
		return children;
	}

}
