#ifndef CBeneath_H
#define CBeneath_H

#endif
