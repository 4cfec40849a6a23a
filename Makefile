MVN ?= mvn

.PHONY: test format check nullness docs

test:
	$(MVN) verify

format:
	$(MVN) spring-javaformat:apply

check:
	$(MVN) validate

# The next two need JAVA_HOME at a JDK of 22 or newer.
nullness:
	$(MVN) -Pnullness compile

docs:
	$(MVN) compile javadoc:aggregate
