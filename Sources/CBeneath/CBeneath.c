#include "CBeneath.h"
