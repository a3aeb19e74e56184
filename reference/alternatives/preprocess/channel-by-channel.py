"""One channel after the other, stacked at the end."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    channels = []
    for c, (mean, deviation) in enumerate([(0.485, 0.229), (0.456, 0.224), (0.406, 0.225)]):
        plane = torch.tensor(image[0:299, 100:399, c]) / 255
        channels.append((plane - mean) / deviation)
    return torch.stack(channels).reshape(1, 3, 299, 299)
