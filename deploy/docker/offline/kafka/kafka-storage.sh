#!/bin/bash
exec java -Xmx64m -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp '/opt/kafka/libs/*' kafka.tools.StorageTool "$@"
