#include "queue_impl.h"
