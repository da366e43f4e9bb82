/* Throws, and calls back while the exception is being handled. */
#include <stdexcept>

extern "C" int handle(int number, void (*meanwhile)(void));

int handle(int number, void (*meanwhile)(void))
{
    try {
        throw number;
    } catch (int outer) {
        meanwhile();
        try {
            throw std::runtime_error(std::string(size_t(outer), 'x'));
        } catch (const std::exception &inner) {
            meanwhile();
            return int(std::string(inner.what()).size());
        }
    }
}
