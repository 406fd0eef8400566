// Debian's libxml2 is built with ICU, and its headers then include ICU's own, which differ from the ICU inside Swift's
// Foundation (GRDB imports that): a module that sees both does not compile. Without the switch two private fields at the
// end of xmlCharEncodingHandler are hidden. Only the library makes and reads those; here they are never touched.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
