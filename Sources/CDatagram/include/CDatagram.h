#ifndef CDatagram_H
#define CDatagram_H

#endif
